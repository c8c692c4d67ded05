# shellcheck shell=bash
# What each process is told. Secrets go by the environment, which only the same user can read.

ensure_vault_key() {
  [[ -s $run/vault.key ]] || (umask 077 && head -c 32 /dev/urandom | base64 -w 0 >"$run/vault.key.new" && mv "$run/vault.key.new" "$run/vault.key")
}

# The route table names the services' default ports; services that listen elsewhere need a copy that says so.
routes_file() {
  local edit='' i
  [[ $services_base != 8081 ]] || {
    say "$root/gateway/ocelot.json"
    return
  }
  # By way of a mark, since 8082 may be both an old port and a new one.
  for i in "${!services[@]}"; do edit+="s/(\"Port\"[[:space:]]*:[[:space:]]*)$((8081 + i))([^0-9]|\$)/\\1@$i@\\2/g;"; done
  for i in "${!services[@]}"; do edit+="s/@$i@/$((services_base + i))/g;"; done
  sed -E "$edit" "$root/gateway/ocelot.json" >"$run/ocelot.json"
  say "$run/ocelot.json"
}

# Callers see the identity service by way of the gateway; the suite itself asks it directly.
token_environment() {
  export Authentication__Issuers__suite__Issuer=${address_of[gateway]}/
  export Authentication__Issuers__suite__Keys=${address_of[identity]}/.well-known/jwks
  # A service that restarts while identity is away goes on taking the tokens that people hold.
  export Authentication__KeyCopies=$run/issuer-keys
  export Authentication__AccessChanges=${address_of[identity]}/internal/access-changes
}

store_environment() {
  ConnectionStrings__Store=$(store_of "$1")
  export ConnectionStrings__Store Vault__KeyFile=$run/vault.key
}

broker_environment() {
  ConnectionStrings__Broker=$(broker_of "$1")
  export ConnectionStrings__Broker
}

# Run it in a subshell.
service_environment() {
  # The second gives what the compiler worked in, blocks of 64 KiB, back to the system; left alone, a process keeps 5 to 10 MB of it.
  export ASPNETCORE_ENVIRONMENT=Production MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=65536
  export ASPNETCORE_URLS=${address_of[$1]}
  # Who signed the gateway's and the broker's certificate; whom else .NET trusts, SSL_CERT_DIR says.
  ! tls_on || export SSL_CERT_FILE=$run/tls/ca.pem
  case $1 in
    gateway)
      token_environment
      Gateway__Routes=$(routes_file)
      export Gateway__Routes
      ! tls_on || export Kestrel__Certificates__Default__Path=$run/tls/gateway.pem Kestrel__Certificates__Default__KeyPath=$run/tls/gateway.key
      ;;
    identity)
      store_environment identity
      export Identity__Issuer=${address_of[gateway]}
      ;;
    *)
      store_environment "$1"
      broker_environment "$1"
      token_environment
      export Services__Intake=${address_of[intake]} Services__Roster=${address_of[roster]}
      [[ $1 != workflow ]] || export Digests__Folder=$run/digests
      ;;
  esac
}

# Of what a service is started with: one that runs with anything else needs a restart.
environment_fingerprint() {
  {
    cat "$run/app/.built"
    env | grep -E '^(ASPNETCORE|Authentication|ConnectionStrings|Digests|DOTNET|Gateway|Identity|Kestrel|Logging|MALLOC|MASSTRANSIT|OTEL|SSL|Services|Vault)_' | LC_ALL=C sort
  } | sha256sum
}
