// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.JavaRuntime
import io.regshape.testing.Command

JavaRuntime.writeTo(new File(basedir, 'runtime.tar'))
Command.of('sh', '-ec', '''
    umoci init --layout java
    umoci new --image java:17
    umoci raw add-layer --image java:17 runtime.tar
    umoci config --image java:17 --config.cmd jshell --config.env PATH=/opt/java/bin --config.env GREETING=Hello \\
        --config.label base=java
    ''').in(basedir).succeeds()
return true
