// SPDX-License-Identifier: Apache-2.0
import groovy.json.JsonSlurper
import io.regshape.maven.testing.BuildLog

def oci = new File(basedir, 'target/oci')
def entry = new JsonSlurper().parse(new File(oci, 'index.json')).manifests[0]
def manifest = new JsonSlurper().parse(new File(oci, "blobs/${entry.digest.replace(':', '/')}"))

def printed = BuildLog.of(basedir).lines().findAll { it.contains('[echo]') }*.replaceFirst(/.*\[echo\] */, '')
assert printed == ['layers=1', "config=${manifest.config.digest}".toString(), "manifest=${entry.digest}".toString()]
return true
