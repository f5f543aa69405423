// SPDX-License-Identifier: Apache-2.0
// Each module's application calls those that it depends on.
def modules = [one: [], two: [], three: ['one'], four: ['two', 'one'], five: ['three', 'four'], six: [], seven: ['six', 'five'],
               eight: ['seven']]
def template = new File(basedir, 'module.xml').text
modules.each { name, uses ->
    def dependencies = uses.collect {
        "<dependency><groupId>it</groupId><artifactId>$it</artifactId><version>\${project.version}</version></dependency>"
    }.join()
    def folder = new File(basedir, name)
    new File(folder, "src/main/java/it/$name").mkdirs()
    new File(folder, 'pom.xml').text = template.replace('NAME', name).replace('DEPENDENCIES', dependencies)
    new File(folder, "src/main/java/it/$name/Main.java").text = """
        package it.$name;

        public class Main {
            public static void main(String[] args) {
                System.out.println("$name");
                ${uses.collect { "it.${it}.Main.main(args);" }.join('\n                ')}
            }
        }
        """.stripIndent()
}
new File(basedir, 'pom.xml').with {
    it.text = it.text.replace('<modules/>', "<modules>${modules.keySet().collect { "<module>$it</module>" }.join()}</modules>")
}
context.put('modules', modules)
return true
