// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.JavaRuntime
import io.regshape.testing.Command

JavaRuntime.writeTo(new File(basedir, 'runtime.tar'))
Command.of('sh', '-ec', '''
    tar_of() { tar --owner=0 --group=0 --numeric-owner -C "$1" -cf "$1.tar" .; }

    mkdir -p busybox/bin busybox/etc
    mkdir -m 1777 busybox/tmp
    cp "$(command -v busybox)" busybox/bin/busybox
    for applet in sh cat echo; do ln -s busybox busybox/bin/$applet; done
    echo 'a busybox image' > busybox/etc/motd
    tar_of busybox

    mkdir -p app/app
    cat > Hello.java <<'JAVA'
public class Hello {
    public static void main(String[] args) throws Exception {
        System.out.println("Hello from " + System.getProperty("java.home") + " in " + System.getProperty("user.dir")
                + " to " + String.join(", ", args));
    }
}
JAVA
    "$1/bin/javac" -d app/app Hello.java
    tar_of app
    ''', 'sh', System.getProperty('java.home')).in(basedir).succeeds()
return true
