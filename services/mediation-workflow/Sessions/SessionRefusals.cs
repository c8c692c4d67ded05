using System.Text.Json;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>Refusals that several use cases share.</summary>
internal static class SessionRefusals
{
    internal static readonly Refusal Closed = new("session.closed", "调解会已结束", "The session is closed");

    internal static readonly Refusal NotClosed = new("session.notClosed", "调解会尚未结束", "The session is not closed yet");

    internal static readonly Refusal Cancelled = new("session.cancelled", "调解会已取消", "The session was cancelled");

    internal static readonly Refusal Begun = new("session.begun", "调解会已经开始", "The session has begun");

    internal static readonly Refusal UnknownParticipant = Refusal.Unknown("participant");

    internal static readonly Refusal NamesUnavailable =
        new("conflict.namesUnavailable", "当事人姓名暂时无法核对，请稍后重试", "The parties' names cannot be compared now; try again")
        { Status = StatusCodes.Status503ServiceUnavailable };

    /// <summary>A role, or another code, as it stands in bodies and answers.</summary>
    internal static string NameOf<T>(T code) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(code.ToString());
}
