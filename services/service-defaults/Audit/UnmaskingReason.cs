using System.Text.Json;

namespace Mediation.ServiceDefaults;

/// <summary>Why personal data are needed in full. Stored by name: never renamed.</summary>
public enum UnmaskingReason
{
    /// <summary>To reach a party (联系当事人).</summary>
    ContactParty,

    /// <summary>To make sure who somebody is (核实身份).</summary>
    VerifyIdentity,

    /// <summary>To serve a paper (送达文书).</summary>
    ServeDocument,

    /// <summary>To write an agreement, or papers for the court (制作协议或确认材料).</summary>
    PrepareDocument,

    /// <summary>Duty to report to the police (PML 25), or danger to somebody (报告险情).</summary>
    Safety,

    /// <summary>To correct what is on file (更正登记).</summary>
    CorrectRecord,

    /// <summary>To print a form or the dossier (打印卷宗文书).</summary>
    Print,

    /// <summary>Another one, which must be given in words (其他).</summary>
    Other,
}

/// <summary>What holds for every command that unmasks.</summary>
public static class UnmaskingReasons
{
    private const int MostText = 500;

    /// <summary>There is a reason, in words where it is <see cref="UnmaskingReason.Other"/>.</summary>
    public static FieldCheck Unmasking(this FieldCheck check, UnmaskingReason? reason, string? text)
    {
        ArgumentNullException.ThrowIfNull(check);
        return check.That(reason is not null, "reason", "required", "必填", "Required")
            .That(reason is not UnmaskingReason.Other || !string.IsNullOrWhiteSpace(text), "text", "required", "请写明原因", "Say why")
            .OptionalText("text", text, MostText);
    }

    internal static string Code(this UnmaskingReason reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());
}
