# Communities: charter, norms, joining, members, roles.
