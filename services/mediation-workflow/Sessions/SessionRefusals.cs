using System.Text.Json;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>Refusals that several use cases share.</summary>
internal static class SessionRefusals
{
    internal static readonly Refusal Closed = new("session.closed", "调解会已结束", "The session is closed");

    internal static readonly Refusal NotClosed = new("session.notClosed", "调解会尚未结束", "The session is not closed yet");

    /// <summary>A role as it stands in bodies and answers.</summary>
    internal static string NameOf(Role role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());
}
