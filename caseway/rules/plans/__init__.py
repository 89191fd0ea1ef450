"""One plan that belongs to the person: ramps, hours, meetings, reviews, differences, proof."""
