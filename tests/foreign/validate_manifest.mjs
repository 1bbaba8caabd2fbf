// Microsoft's own check of an app manifest. Argument: the manifest's file. Prints what is wrong as JSON.
import manifest from "@microsoft/app-manifest";

const [, failures] = await manifest.AppManifestUtils.readAndValidateTeamsManifest(process.argv[2]);
console.log(JSON.stringify(failures));
