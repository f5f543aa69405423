#!/bin/sh
# Says whether the pages are there.
test -s /srv/www/index.html
