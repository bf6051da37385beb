import java.nio.file.Files

// All kinds were generated side by side; the chosen one moves up, the others go.
def project = new File(request.outputDirectory, request.artifactId)
def chosen = new File(project, request.properties['kind'])
chosen.eachFile { Files.move(it.toPath(), new File(project, it.name).toPath()) }
['notifier', 'filter', 'scanner'].each { new File(project, it).deleteDir() }
