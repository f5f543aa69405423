// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command
import io.regshape.testing.Podman

Command.of('sh', '-ec', '''
    umask 022
    tar_of() { tar --owner=0 --group=0 --numeric-owner -C "$1" -cf "$1.tar" .; }
    mkdir -p busybox/bin busybox/etc busybox/usr/lib
    mkdir -m 1777 busybox/tmp
    cp "$(command -v busybox)" busybox/bin/busybox
    for applet in sh cat; do ln -s busybox busybox/bin/$applet; done
    ln -s usr/lib busybox/lib
    echo 'gone in the second layer' > busybox/etc/old
    echo 'of the base' > busybox/etc/motd
    tar_of busybox
    mkdir -p second/etc
    : > second/etc/.wh.old
    echo 'of the second layer' > second/etc/issue
    tar_of second
    rm busybox/etc/old
    cp second/etc/issue busybox/etc
    tar --owner=0 --group=0 --numeric-owner -C busybox -cf flat.tar .

    # What is put on every base, and the same as a tar.
    mkdir -p app/app app/etc
    printf '#!/bin/sh\\necho "$GREETING: $(cat /etc/motd) $(cat /etc/issue) $(cat /etc/app)"\\nif [ -e /etc/old ]; then echo old; fi\\n' > app/app/run
    chmod +x app/app/run
    echo 'and the application' > app/etc/app
    ln -s run app/app/start
    # The directory that the bases have comes from them.
    tar --owner=0 --group=0 --numeric-owner -C app -cf app.tar app etc/app

    umoci init --layout umoci
    umoci new --image umoci:one
    umoci raw add-layer --image umoci:one busybox.tar
    umoci raw add-layer --image umoci:one second.tar
    umoci config --image umoci:one --config.entrypoint /bin/sh --config.env PATH=/bin --config.env GREETING=umoci
    skopeo --insecure-policy copy oci:umoci:one oci-archive:skopeo.tar:example.com/team/base:1.0
    ''').in(basedir).succeeds()

try (def tools = new Podman(new File(basedir, 'store').toPath())) {
    def container = tools.buildah('from', '--isolation', 'chroot', 'scratch').trim()
    tools.buildah('copy', container, new File(basedir, 'busybox'), '/')
    tools.buildah('config', '--entrypoint', '["/bin/sh"]', '--env', 'PATH=/bin', '--env', 'GREETING=buildah', container)
    tools.buildah('commit', container, 'built')
    tools.buildah('push', 'built', "oci:$basedir/buildah:one")

    tools.run('import', '--change', 'ENTRYPOINT ["/bin/sh"]', '--change', 'ENV PATH=/bin', '--change',
        'ENV GREETING=podman', new File(basedir, 'flat.tar'), 'example.com/imported:1')
    tools.run('save', '-o', new File(basedir, 'podman.tar'), 'example.com/imported:1')
}
return true
