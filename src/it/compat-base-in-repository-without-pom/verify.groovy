// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks

def image = { String app, String base ->
    def folders = [new File(basedir, base), new File(basedir, app)]
    def oci = new File(folders[1], 'target/oci')
    LayoutChecks.of(oci, 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
        .unpacksTo(folders.collect { new File(it, 'layer.tar') })
}
image('consumer/app', 'consumer/base')
image('consumer/deployed', 'producer/deployed')
image('installed', 'producer')

def failures = BuildLog.of(basedir).failures().collectEntries { it.split(': ', 2) as List }
assertThat(failures.keySet()).containsExactlyInAnyOrder('careless', 'damaged-app', 'missing-app')
assertThat(failures.careless).isEqualTo('from: maven:it.bases:base:1 is made by a module of this build, and nothing ' +
    'says that it comes first. Add to careless a <dependency> on it.bases:base:1 with <type>pom</type> and ' +
    '<scope>provided</scope>')
// Maven's own words.
assertThat(failures.'damaged-app').matches('from: .*it\\.bases:damaged:tar:oci:1.*[Cc]hecksum validation failed, expected .*0{40}.*')
assertThat(failures.'missing-app').matches('from: .*Could not find artifact it\\.bases:missing:tar:oci:1 in .*')

// The bytes went through the repositories as they were, and are in the local one now.
['installed': 'producer', 'deployed': 'producer/deployed'].each { artifact, folder ->
    def file = new File(localRepositoryPath as String, "it/bases/$artifact/1/$artifact-1-oci.tar")
    Command.of('cmp', file, new File(basedir, "$folder/target/$artifact-1-oci.tar")).succeeds()
}
return true
