using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Agreements;

/// <summary>A reference to a file on record: its id and its hash, so that another file cannot take its place.</summary>
internal static class ScanFields
{
    private const int HexChars = 64;

    internal static FieldCheck Scan(this FieldCheck check, Guid? evidenceId, string? sha256) => check
        .That(evidenceId is null || sha256 is not null, "sha256", "required", "须附文件的 SHA-256", "The file's SHA-256 is needed")
        .That(sha256 is null || evidenceId is not null, "evidenceId", "required", "须指明文件", "Name the file")
        .That(
            sha256 is null || (sha256.Length == HexChars && sha256.All(char.IsAsciiHexDigit)), "sha256", "malformed", "应为64位十六进制",
            "Must be 64 hexadecimal digits");
}
