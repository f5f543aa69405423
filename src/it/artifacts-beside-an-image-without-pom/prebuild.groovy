// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command
import io.regshape.testing.TestTar

Command.of('cp', '-r', '../../../../examples/spring-boot-server/pom.xml', '../../../../examples/spring-boot-server/src', '.')
    .in(basedir).succeeds()

// A Helm chart: the config of such an artifact is Chart.yaml as JSON.
new File(basedir, 'chart.json').text = '{"name": "hello", "version": "0.1.0", "apiVersion": "v2"}\n'
new File(basedir, 'hello-0.1.0.tgz').bytes = new TestTar()
    .file('hello/Chart.yaml', 0644, 'apiVersion: v2\nname: hello\nversion: 0.1.0\n')
    .file('hello/templates/greeting.yaml', 0644,
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  greeting: hello\n')
    .gzip()
new File(basedir, 'chart.xml').with { it.text = it.text.replace('VERSION', projectVersion) }
return true
