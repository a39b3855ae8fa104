"""An annex under review: what was read, what we offer, what the officer has said, what comes of it."""
