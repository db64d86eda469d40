# The record of every change to what is a member's own.
