<#-- THIRD-PARTY.md: what travels with Unmask. One line for each library, without the classifiers that differ by system. -->
# Libraries that travel with Unmask

Made by the build from the libraries' own descriptions (`./mvnw -Pthird-party`); `./mvnw verify` checks that it is up to date.
Libraries used only for building and testing are not listed: they do not travel.

| library | version | licence |
|---|---|---|
<#assign seen = {}>
<#list dependencyMap as e>
<#assign p = e.getKey()>
<#assign line = "| [" + p.groupId + ":" + p.artifactId + "](" + (p.url!"https://central.sonatype.com/artifact/" + p.groupId + "/" + p.artifactId) + ") | " + p.version + " | " + e.getValue()?join(", ") + " |">
<#if !(seen[line])??>
<#assign seen = seen + {line: true}>
${line}
</#if>
</#list>

A library with several licences may be used under any one of them.

## Inside these libraries

| what | where | licence |
|---|---|---|
| [PyTorch's libtorch](https://github.com/pytorch/pytorch), with the libraries that it links (oneDNN, Intel MKL, OpenMP and others) | pytorch-native-cpu | BSD-3-Clause, and those that its own NOTICE lists |
| [Hugging Face tokenizers](https://github.com/huggingface/tokenizers) | tokenizers | Apache-2.0 |
| [SQLite](https://sqlite.org) | sqlite-jdbc | public domain |
| [Feather icons](https://feathericons.com) | ikonli-feather-pack | MIT |
