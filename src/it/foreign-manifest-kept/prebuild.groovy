// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import io.regshape.testing.Command
import io.regshape.testing.FileTree
import io.regshape.testing.TestTar

['theirs', 'ours'].each { TestTar.sample(it).writeTo(new File(basedir, "${it}.tar").toPath()) }
Command.of('sh', '-ec', '''
    umoci init --layout layout
    umoci new --image layout:umoci
    umoci raw add-layer --image layout:umoci theirs.tar
    umoci config --image layout:umoci --config.label by=umoci --manifest.annotation by=umoci
    skopeo --insecure-policy copy oci:layout:umoci dir:copy
    umoci config --image layout:umoci --author theirs
    skopeo --insecure-policy copy dir:copy oci:layout:skopeo
    umoci gc --layout layout
    ''').in(basedir).succeeds()

// What no spec knows is kept too.
def index = new File(basedir, 'layout/index.json')
def content = new JsonSlurper().parse(index)
content.manifests[0].unknown = [1, null, [a: 'b']]
content.also = 'unknown'
index.text = JsonOutput.toJson(content)

context.put('entries', content.manifests)
context.put('blobs', FileTree.describe(new File(basedir, 'layout/blobs').toPath()))
return true
