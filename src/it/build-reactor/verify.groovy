// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.JavaContainer
import io.regshape.maven.testing.Maven
import io.regshape.testing.LayoutChecks

def modules = context.get('modules')
def all = { String name -> modules[name].collectMany { [it, *all(it)] } }
all = { String name -> modules[name].collectMany { [it] + all.call(it) } }
def layout = { String name -> new File(basedir, "$name/target/oci") }

modules.keySet().each { name ->
    def image = LayoutChecks.of(layout(name), 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
    def jars = { List<String> listing -> listing.findAll { it.endsWith('.jar') }.collect { it.split('/').last() } }
    def listings = image.layerListings().collect(jars)
    assertThat(listings[0]).as(name).containsExactly('jspecify-1.0.0.jar')
    def uses = all(name).toSet().collect { "${it}-1-SNAPSHOT.jar".toString() }
    if (uses) {
        assertThat(listings[1]).as(name).containsExactlyInAnyOrderElementsOf(uses)
        assertThat(listings).hasSize(3)
    } else {
        assertThat(listings).hasSize(2)
    }
}
// The parent has no image, and says so.
assert !layout('.').exists()
assertThat(BuildLog.of(basedir).printed())
    .containsOnlyOnce('Skipping regshape:build: the packaging is pom, and there are no layers and no base')

if (JavaContainer.canRun(interop)) {
    assertThat(JavaContainer.run(layout('eight'), 'latest', interop).readLines())
        .containsExactly('eight', *all('eight'))
}

// Whatever the order of the threads: the same bytes.
def indexes = { modules.keySet().collectEntries { [it, new File(layout(it), 'index.json').text] } }
def first = indexes()
['-T4', '-T8', '-T1'].each { threads ->
    modules.keySet().each { new File(basedir, "$it/target").deleteDir() }
    new Maven(localRepositoryPath, projectVersion, mavenHome).call(basedir, threads, 'package').succeeds()
    assertThat(indexes()).as(threads).isEqualTo(first)
}
return true
