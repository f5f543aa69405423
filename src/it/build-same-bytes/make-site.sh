# Makes the files of the site, whose names are in several scripts: make-site.sh FOLDER ORDER-OPTION-OF-SORT
set -e
mkdir -p "$1"
cd "$1"
printf '%b\n' 'index.html' 'caf\0303\0251.txt' 'cafe\0314\0201.txt' '\0346\0227\0245\0346\0234\0254/\0350\0252\0236' \
    '\0320\0270\0320\0274\0321\0217' 'I' 'i' '\0304\0261' 'a/b/c/d' 'a.b' 'a b' 'zz/empty' | sort $2 |
    while IFS= read -r name; do
        mkdir -p "$(dirname "$name")"
        echo "content of $name" > "$name"
    done
long=$(printf '%0200d' 1)
mkdir -p "$long/$long"
echo long > "$long/$long/$long"
chmod u+x index.html
ln -s index.html link
ln 'a.b' hard-link
