# shellcheck shell=bash
# Reference data: deploy/data, with an operator's own files in place of some. What is in force lies in <run dir>/data.

stage_data() {
  local own=$run/data-own new=$run/data.new
  rm -rf "$new"
  mkdir -p "$new"
  cp "$root"/deploy/data/*.csv "$new/"
  if [[ -d $own ]]; then
    compgen -G "$own/areas*.csv" >/dev/null && rm -f "$new"/areas*.csv
    compgen -G "$own/population*.csv" >/dev/null && rm -f "$new"/population*.csv
    cp "$own"/*.csv "$new/"
  fi
  rm -rf "$run/data"
  mv "$new" "$run/data"
}

data_hash() { (cd "$run/data" && sha256sum -- *.csv) | sha256sum; }

# own_data <folder>: its files are kept, so that a later deploy/up knows them when the folder is gone.
own_data() {
  local file known=0
  for file in "$1"/*.csv; do
    case ${file##*/} in
      areas*.csv | population*.csv | dispute-types.csv | justice-types.csv | holidays-cn.csv) known=1 ;;
      *) die "$file: only areas*.csv, population*.csv, dispute-types.csv, justice-types.csv and holidays-cn.csv are reference data" ;;
    esac
  done
  ((known)) || die "$1 holds no reference data"
  rm -rf "$run/data-own"
  mkdir -p "$run/data-own"
  cp "$1"/*.csv "$run/data-own/"
}
