// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.BuildLog
import io.regshape.testing.LayoutChecks
import java.util.regex.Pattern

// README shows a part of the POM, and what is printed.
def readme = new File(basedir, '../../../../README.md').text
assert new File(basedir, 'pom.xml').text.contains((readme =~ /(?s)```xml\n(.*?)```/)[0][1])
def promised = (readme =~ /(?s)```text\n(\[INFO\].*?)```/)[0][1].readLines()
    .collect { (it - '/examples/spring-boot-server').split(/\.\.\./, -1).collect { Pattern.quote(it) }.join('.+') }
def printed = BuildLog.of(basedir).lines().findAll { it ==~ /\[INFO\] (Initialised|Staged|Generated|Layout) .*/ }
assert printed.size() == promised.size()
assert [printed, promised].transpose().every { it[0] ==~ it[1] }

def target = new File(basedir, 'target')
LayoutChecks.check(new File(target, 'oci'), 'latest', interop,
    ['libraries', 'application'].collect { new File(target, "spring-boot-server-1.0.0-${it}.tar") })
return true
