"""An answer in one's own words to the option that it may mean: only ever a proposal."""
