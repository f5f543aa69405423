// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command

Command.of('sh', '-ec', '''
    tar_of() { tar --owner=0 --group=0 --numeric-owner -C "$1" -cf "$1.tar" .; }

    mkdir -p busybox/bin busybox/etc
    mkdir -m 1777 busybox/tmp
    cp "$(command -v busybox)" busybox/bin/busybox
    for applet in sh cat echo; do ln -s busybox busybox/bin/$applet; done
    echo 'a busybox image' > busybox/etc/motd
    tar_of busybox

    # java.base, and what its native code needs of the C library, the loader included.
    java_home=$1
    "$java_home/bin/jlink" --add-modules java.base --strip-java-debug-attributes --no-header-files --no-man-pages \\
        --output runtime/opt/java
    find runtime/opt/java \\( -name '*.so' -o -path '*/bin/java' \\) -exec ldd {} + |
        sed -n 's/.*=> \\(\\/[^ ]*\\) .*/\\1/p; s/^\t\\(\\/[^ ]*\\) .*/\\1/p' | grep -v runtime/opt/java | sort -u |
        while read -r library; do
            mkdir -p "runtime$(dirname "$library")"
            cp -L "$library" "runtime$library"
        done
    tar_of runtime

    mkdir -p app/app
    cat > Hello.java <<'JAVA'
public class Hello {
    public static void main(String[] args) throws Exception {
        System.out.println("Hello from " + System.getProperty("java.home") + " in " + System.getProperty("user.dir")
                + " to " + String.join(", ", args));
    }
}
JAVA
    "$java_home/bin/javac" -d app/app Hello.java
    tar_of app
    ''', 'sh', System.getProperty('java.home')).in(basedir).succeeds()
return true
