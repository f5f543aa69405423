// SPDX-License-Identifier: Apache-2.0
import io.regshape.layer.LayerSource
import io.regshape.model.ConfigSettings
import io.regshape.model.RefName
import io.regshape.stage.AddLayer
import io.regshape.stage.GenerateConfig
import io.regshape.stage.GenerateManifest
import io.regshape.stage.InitLayout
import io.regshape.archive.OciArchiveWriter
import io.regshape.layout.ImageLayout
import io.regshape.testing.TestTar

def image = { String layout, String architecture, String refName ->
    def root = new File(basedir, layout).toPath()
    def tar = new File(basedir, "${architecture}-layer.tar").toPath()
    TestTar.sample(architecture).writeTo(tar)
    InitLayout.at(root).ifExists(InitLayout.IfExists.REUSE).run()
    AddLayer.to(root, LayerSource.of(tar)).run()
    GenerateConfig.in(root).settings(ConfigSettings.none().withArchitecture(architecture)).run()
    def manifest = GenerateManifest.in(root)
    if (refName) {
        manifest.refName(RefName.parse(refName))
    }
    manifest.run()
}
image('amd64', 'amd64', 'latest')
image('arm64', 'arm64', 'latest')
OciArchiveWriter.of(ImageLayout.open(new File(basedir, 'arm64').toPath())).writeTo(new File(basedir, 'arm64.tar').toPath())
new File(basedir, 'arm64').deleteDir()
image('staged', 'arm64', null)
image('staged', 'amd64', null)
return true
