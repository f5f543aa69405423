// SPDX-License-Identifier: Apache-2.0
import io.regshape.build.BuildImage
import io.regshape.build.LayerRequest
import io.regshape.files.TarFiles
import io.regshape.model.RefName
import io.regshape.testing.Command
import io.regshape.testing.TestTar

Command.of('sh', '-ec', '''
    mkdir example pages
    tar -C ../../../../examples/base-and-app --exclude=target -cf - . | tar -C example -xf -
    mkdir -p pages/src/main/web pages/src/main/native/arm64
    echo '<h1>Hello</h1>' > pages/src/main/web/index.html
    echo native > pages/src/main/native/arm64/libfast.so
    ''').in(basedir).succeeds()
def tar = TestTar.sample('base').writeTo(new File(basedir, 'base.tar').toPath())
TestTar.sample('app').writeTo(new File(basedir, 'pages/app.tar').toPath())
BuildImage.at(new File(basedir, 'pages/base').toPath()).layers([LayerRequest.of('base', [TarFiles.of(tar)])])
    .refNames([RefName.parse('1.0')]).run()
return true
