using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Invitations;

/// <summary>What an invitee needs to come: no name, no number, nothing that was said.</summary>
internal static class ReadBrief
{
    private const string Heavenly = "甲乙丙丁戊己庚辛壬癸";

    internal static async Task<IResult> GetAsync(HttpContext http, EventStore.EventStore store, Vault vault)
    {
        var (invitee, reader) = (Invitee.Of(http), store.ReadAs(Admission.Of(http).Scope));
        var session = (await reader.FetchForWritingAsync<Session>(invitee.SessionId, http.RequestAborted)).State;
        var file = (await reader.FetchForWritingAsync<Case>(session.CaseId, http.RequestAborted)).State;
        var texts = await vault.OpenAsync(reader, session.CaseId, http.RequestAborted);
        // Passed on or revoked in this very moment.
        if (session.Invitations.FirstOrDefault(i => i.Id == invitee.InvitationId) is not { } invitation)
        {
            return Problem.From(http, InvitationRefusals.Unknown);
        }

        var self = session.Participants.First(p => p.Id == invitee.ParticipantId);
        return Results.Json(
            new Brief(
                session.StartsAt, texts[session.Id, "place"], SessionView.StatusOf(session), self.Role,
                [.. session.Wanted.Select(p => p.Role).Distinct().Order()], file.TypeCode, [.. session.Sides.Select(Party)],
                invitation.ExpiresAt, self.CheckedInAt, session.Statements.Count(s => s.ParticipantId == self.Id),
                session.SignOffs.FirstOrDefault(s => s.ParticipantId == self.Id)?.Agreed,
                self.Answer, session.Reschedulings, session.IsOpenToPublic,
                session.Running is { Mode: Mode.Video } running ? texts[running.Id, SegmentTexts.VideoLink] : null),
            ServiceJson.Options);
    }

    // A is 甲方, B is 乙方, as on the papers.
    private static string Party(string side) =>
        side is [>= 'A' and <= 'J'] ? $"{Heavenly[side[0] - 'A']}方" : side;
}

/// <param name="Status">called, running, cancelled or closed.</param>
/// <param name="Role">The invitee's own.</param>
/// <param name="TypeCode">Of the dispute; see the code list of dispute types.</param>
/// <param name="Sides">The parties, by side only.</param>
/// <param name="Agreed">How the invitee signed off; null before.</param>
/// <param name="Answer">Whether the invitee comes; null again after the session was moved.</param>
/// <param name="VideoLink">While a video segment runs.</param>
internal sealed record Brief(
    DateTimeOffset StartsAt, string? Place, string Status, Role Role, IReadOnlyList<Role> RolesInvited, string TypeCode, IReadOnlyList<string> Sides,
    DateTimeOffset ExpiresAt, DateTimeOffset? CheckedInAt, int StatementsGiven, bool? Agreed,
    Rsvp? Answer, int Reschedulings, bool OpenToPublic, string? VideoLink);
