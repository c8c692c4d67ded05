# shellcheck shell=bash
# MEDIATION_TLS=on: gateway, private PostgreSQL and private RabbitMQ speak TLS only. Each has a key of its own under <run dir>/tls,
# with a certificate of an authority whose own key is gone as soon as it has signed the three.

tls_on() {
  case ${MEDIATION_TLS:-off} in
    on) return 0 ;;
    off) return 1 ;;
    *) die "MEDIATION_TLS is on or off, not '$MEDIATION_TLS'" ;;
  esac
}

http_or_https() { tls_on && say https || say http; }

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }

make_certificates() {
  local new=$1 x
  new_key "$new/ca.key"
  openssl req -x509 -new -key "$new/ca.key" -subj /CN=Mediation -days 825 -out "$new/ca.pem" \
    -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign
  printf '%s\n' subjectAltName=IP:127.0.0.1,DNS:localhost basicConstraints=CA:FALSE keyUsage=critical,digitalSignature \
    extendedKeyUsage=serverAuth >"$new/leaf"
  for x in gateway postgres rabbitmq; do
    new_key "$new/$x.key"
    openssl req -new -key "$new/$x.key" -subj "/CN=$x" -out "$new/$x.request"
    openssl x509 -req -in "$new/$x.request" -CA "$new/ca.pem" -CAkey "$new/ca.key" -CAcreateserial -days 824 -extfile "$new/leaf" -out "$new/$x.pem"
  done
  rm "$new/ca.key" "$new"/ca.srl "$new"/*.request "$new/leaf"
}

# Anew a month before they end, but never below a server that runs.
ensure_certificates() {
  local run=$1
  tls_on || return 0
  ! is_running "$run" postgres || return 0
  ! is_running "$run" rabbitmq || return 0
  ! openssl x509 -checkend 2592000 -noout -in "$run/tls/ca.pem" >/dev/null 2>&1 || return 0
  rm -rf "$run/tls.new"
  (umask 077 && mkdir "$run/tls.new" && make_certificates "$run/tls.new") >"$run/logs/tls.log" 2>&1 || die "no certificates, see $run/logs/tls.log"
  rm -rf "$run/tls"
  mv "$run/tls.new" "$run/tls"
}

# What a server's .port file says: a server that runs otherwise has to be stopped first.
port_and_kind() { tls_on && say "$1 with TLS" || say "$1"; }
