"""The first page, and what belongs to no area: language, staying awake, one's account."""
