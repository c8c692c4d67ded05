# shellcheck shell=bash
# Builds Release when the sources are others than at the last build; artifacts/.built holds their hash.

build_inputs() {
  cd "$root" || exit 1
  find contracts services gateway tests \( -name artifacts -o -name bin -o -name obj -o -name TestResults -o -name node_modules \) -prune \
    -o -type f -not -name '*.http' -not -name '*.md' -print0
  find . -maxdepth 1 -type f \( -name '*.props' -o -name '*.targets' -o -name '*.sln' -o -name global.json -o -name .editorconfig \
    -o -name BannedSymbols.txt -o -name 'nuget.config' \) -print0
}

build_hash() {
  (
    build_inputs | LC_ALL=C sort -z | xargs -0 sha256sum
    say "$dotnet_version"
  ) | sha256sum | cut -d ' ' -f 1
}

# Sets dotnet_version; asking takes half a second.
ensure_dotnet() {
  [[ -z ${dotnet_version:-} ]] || return 0
  dotnet_version=$(cd "$root" && dotnet --version 2>/dev/null) || die "the .NET 10 SDK is missing: 'dotnet --version' fails in $root"
  [[ $dotnet_version == 1[0-9].* ]] || die "the .NET 10 SDK is needed, this is $dotnet_version"
}

# build <log file>. Under a lock: deploy/up, deploy/test and deploy/bench share one artifacts folder.
build() {
  local log=$1
  ensure_dotnet
  mkdir -p "$root/artifacts"
  (
    flock 8
    hash=$(cd "$root" && build_hash)
    [[ $hash != "$(cat "$root/artifacts/.built" 2>/dev/null)" ]] || exit 0
    say "building Release …"
    rm -f "$root/artifacts/.built"
    (cd "$root" && dotnet build Mediation.sln -c Release -nodeReuse:false -v minimal) </dev/null >"$log" 2>&1 8>&- 9>&- || {
      grep -E ': error |^error' "$log" | sort -u | head -n 30 >&2 || true
      die "the build failed, all of it in $log"
    }
    describe_services >>"$log" 2>&1 8>&- 9>&- || die "the services' descriptions cannot be written, why is in $log"
    printf '%s\n' "$hash" >"$root/artifacts/.built"
  ) 8>"$root/artifacts/.lock"
}

# What each service says of its routes lies beside its binaries: made when first asked, it would keep the memory that this takes. Nothing is
# called meanwhile, so no address needs to be right.
describe_services() {
  local x pid describing=()
  for x in "${services[@]}"; do
    (
      cd "$(built "${binary_of[$x]}")" || exit 1
      quick_verb
      Identity__Issuer=http://127.0.0.1 ConnectionStrings__Store=Host=127.0.0.1 ConnectionStrings__Broker=amqp://127.0.0.1 \
        Vault__KeyFile=<(head -c 32 /dev/zero | base64 -w 0) exec dotnet "${binary_of[$x]}.dll" describe </dev/null
    ) &
    describing+=("$!")
  done
  for pid in "${describing[@]}"; do wait "$pid" || return 1; done
}

# built <project>: its folder of Release binaries. Projects below tests/ have a Directory.Build.props of their own,
# which moves their artifacts folder unless ArtifactsPath is set.
built() {
  local dir
  for dir in "$root/artifacts/bin/$1/release" "$root/tests/artifacts/bin/$1/release"; do
    [[ -f $dir/$1.dll ]] && say "$dir" && return
  done
  die "the build left no $1.dll"
}
