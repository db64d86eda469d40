## Words somebody would rather not meet

me-filters = Words I would rather not meet
me-filters-hint = Fold or leave out what has them.
filters = Words I would rather not meet
filters-sub = What has these words is folded or left out, wherever you read. Only you see this, and nobody is told.
filter-new = A new filter
filter-phrases = Words
filter-phrases-hint = One word or several on each line. Capital and small letters are the same. In Welsh posts, mutated words are found too: “tân” finds “dân”, “nhân” and “thân”.
filter-title = What to call it
filter-title-hint = This stands on what is folded. If you leave it empty, the first words do.
filter-parts = Within longer words too
filter-parts-hint = Then “cat” is found in “concatenate” as well.
filter-does = What has them
filter-warn = is folded; I can open it
filter-hide = is left out
filter-blur = shows its pictures folded
filter-where = Where
filter-home = On my home page, in my lists and communities
filter-notifications = In my news
filter-public = In search and under tags
filter-thread = In conversations I open
filter-account = On people’s pages
filter-lasts = For how long
filter-ever = Until I end it
filter-day = For a day
filter-week = For a week
filter-month = For thirty days
filter-same = As it is now
filter-over = ended { $when }
filter-delete = Delete this filter
filter-folded = Your filter: { $title }
filter-left-out = Left out by a filter of yours.
filter-pictures = Pictures, folded by your filter: { $title }
pictures-of-strangers = Pictures by people you have had nothing to do with
pictures-of-strangers-why = They stay covered, wherever you read, until you press to see them. Pictures by people you follow, wrote to, let in or invited are shown at once, and so is what stands in your communities.
pictures-of-strangers-show = Show these pictures at once
pictures-you-refused = { $count ->
    [one] You refused a picture: you reported it, declined it at your door or blocked the stranger who sent it. Whatever looks like it stays covered for you, whoever shows it. Nobody is told.
   *[other] You refused { $count } pictures: you reported them, declined them at your door or blocked the stranger who sent them. Whatever looks like them stays covered for you, whoever shows it. Nobody is told.
}
pictures-accept = Forget what I refused
done-pictures-accepted = Pictures you refused are not known any more. They are shown as others are.
done-filter-kept = Your filter is kept.
done-filter-deleted = The filter is deleted.
denied-too-many-filters = You have a hundred filters. Please delete one of them first.
denied-filters-full = Your filters hold a thousand words and posts. Please take some out first.
fault-filter-nowhere = Please choose where it looks.
fault-filter-shared = These words share a filter with others. Change the whole filter on the page “Words I would rather not meet”.
