// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command
import io.regshape.testing.TestTar

// Modes and links that version control would not keep.
Command.of('sh', '-ec', '''
    mkdir -p web/css web/.git web/empty
    echo '<html>' > web/index.html
    echo 'a{}' > web/css/style.css
    echo 'x' > web/css/style.min.css
    echo 'ref' > web/.git/HEAD
    ln -s index.html web/home.html
    ln web/css/style.css web/css/same.css
    chmod 0600 web/index.html
    chmod 0700 web/css
    printf '#!/bin/sh\\n' > run.sh
    chmod 0744 run.sh
    mkdir kept
    echo secret > kept/secret
    chmod 0640 kept/secret
    chmod 0750 kept
    ''').in(basedir).succeeds()
new TestTar().file('opt/extra', 0640, 'from a tar').symlink('opt/link', 'extra')
    .writeTo(new File(basedir, 'extra.tar').toPath())
new File(basedir, 'more.tar.gz').bytes = new TestTar().file('opt/more', 0755, 'from a gzip').gzip()
return true
