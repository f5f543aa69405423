// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper
import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.Maven
import io.regshape.testing.FileTree

def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def file = { new File(basedir, it) }
def call = { String... parameters ->
    maven.call(basedir, maven.goal('validate'), *parameters.collect { "-Dregshape.$it" })
}
def printed = { String output -> BuildLog.of(output).lines().findAll { it =~ /^\[(INFO|WARNING|ERROR)] (Layout|OCI|\d+ error)/ } }
def failure = { String output -> BuildLog.of(output).failures() }
def before = FileTree.describe(basedir.toPath().resolve('good'))

// An archive is read where it is, and several layouts are checked in one call.
assert printed(call('archive=good.tar').succeeds()) == ["[INFO] Layout at ${file('good.tar')} is valid."]
assert printed(call('layouts=good,good.tar').succeeds()) ==
    ["[INFO] Layout at ${file('good')} is valid.", "[INFO] Layout at ${file('good.tar')} is valid."]*.toString()
assert FileTree.describe(basedir.toPath().resolve('good')) == before

def output = call('layouts=good,broken,odd').fails()
def lines = printed(output)
assert lines[0..1] == ["[INFO] Layout at ${file('good')} is valid.",
    "[INFO] Layout at ${file('broken')} is not valid:"]*.toString()
assert lines[2] =~ /^\[ERROR] OCI-BLOB-002 blob sha256:\w+: digest mismatch for blob sha256:\w+: its bytes have the digest /
assert lines[3] == '[INFO] 1 error, 0 warnings, 0 for information, in 1 manifest'
assert lines[4] == "[INFO] Layout at ${file('odd')} is valid.".toString()
assert lines[5] == '[WARNING] OCI-DOCUMENT-003 index.json /mediaType: the field is missing, it should be ' +
    'application/vnd.oci.image.index.v1+json'
assert failure(output) == ['standalone-pom: 1 of 3 layouts are not valid: 1 finding of severity error']

// A rule is what the user says it is.
output = call('path=odd', 'rule.OCI-DOCUMENT-003=error').fails()
assert printed(output)[0].startsWith('[ERROR] OCI-DOCUMENT-003 ')
assert printed(call('path=odd', 'failOn=warning', 'rule.OCI-DOCUMENT-003=off').succeeds()) ==
    ["[INFO] Layout at ${file('odd')} is valid."]

// Reports lie in target, or where the user wants them; a broken layout has them too.
call('path=broken', 'reportFormat=junit').fails()
def suite = new XmlSlurper().parse(file('target/regshape-reports/TEST-regshape-validate.xml')).testsuite
assert suite.@failures == '1'
assert suite.testcase.findAll { it.failure.size() }*.@name*.text()[0].startsWith('OCI-BLOB-002 ')
call('path=broken', 'reportFormat=sarif', 'reportFile=new/folder/result.sarif').fails()
assert new JsonSlurper().parse(file('new/folder/result.sarif')).runs[0].results*.ruleId == ['OCI-BLOB-002']
call('path=good', 'reportFormat=html').succeeds()
assertThat(file('target/regshape-reports/regshape-validate.html')).content()
    .contains('<!DOCTYPE html>', '>valid<', 'linux/amd64').doesNotContain('<script')
assert failure(call('path=good', 'reportFormat=html', 'reportFile=good/page.html').fails()) ==
    ["standalone-pom: reportFile: ${file('good/page.html')} lies in the layout ${file('good')}: put it elsewhere".toString()]
assert FileTree.describe(basedir.toPath().resolve('good')) == before
return true
