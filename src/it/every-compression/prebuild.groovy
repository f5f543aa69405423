// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command

// By other people's tools: odd modes, present times down to fractions, long and foreign names, hard and symbolic links.
Command.of('sh', '-e', '-c', '''
    long=$(printf 'long%.0s' $(seq 40))
    mkdir -p "files/app/$long/$long" files/etc
    printf 'one\\n' > "files/app/$long/$long/na\\303\\257ve"
    seq 100000 > files/app/numbers
    chmod 0604 files/app/numbers
    chmod 0711 files/app
    ln files/app/numbers files/app/same
    ln -s ../etc/none "files/app/$long/link"
    printf '#!/bin/sh\\n' > files/app/run
    chmod 04755 files/app/run
    tar --format=posix --owner=1234 --group=4321 -C files -cf layer.tar app etc

    gzip -9 < layer.tar > layer.tar.gz
    { head -c 1000 layer.tar | gzip -1; tail -c +1001 layer.tar | gzip; } > members.tar.gz
    zstd -q -5 layer.tar -o layer.tar.zst
    { printf '\\120\\052\\115\\030\\004\\000\\000\\000skip'; cat layer.tar.zst; } > skippable.tar.zst
    ''').in(basedir).succeeds()
return true
