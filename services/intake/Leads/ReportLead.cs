using System.Globalization;
using Mediation.Contracts;
using Mediation.Intake.Disputes;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Leads;

/// <summary>A few words from a phone, perhaps written hours before it found a network.</summary>
internal sealed record ReportLead(
    string AreaCode = "",
    string Text = "",
    string Source = DisputeSources.Proactive,
    DateTimeOffset? NoticedAt = null,
    string? Place = null,
    decimal? Latitude = null,
    decimal? Longitude = null,
    IReadOnlyList<string?>? Phones = null)
{
    private const int MostPhones = 10;
    private const int MostText = 2000;

    // Clocks of phones are a little fast.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static FieldCheck Check(ReportLead command, DateTimeOffset now) => new FieldCheck()
        .Text("areaCode", command.AreaCode, 15).Text("text", command.Text, MostText).OptionalText("place", command.Place, 200)
        .That(DisputeSources.All.Contains(command.Source), "source", "unknown", "来源未知", "Unknown source")
        .That(command.NoticedAt is not { } seen || seen <= now + Skew, "noticedAt", "inFuture", "不得晚于现在", "In the future")
        .That(command.NoticedAt is not { } at || at >= Earliest, "noticedAt", "outOfRange", "时间过早", "Too long ago")
        .Range("latitude", command.Latitude, -90, 90).Range("longitude", command.Longitude, -180, 180)
        .That(command.Latitude is null == command.Longitude is null, "longitude", "required", "经纬度须同时填写", "Both or neither")
        .That(command.Phones is null or { Count: <= MostPhones }, "phones", "tooMany", $"不得超过{MostPhones}个", $"At most {MostPhones}")
        .That(command.Phones?.All(PartyEntry.IsPhone) != false, "phones", "malformed", "号码格式有误", "Not a phone number");

    internal static Decision Decide(ReportLead command, AreaCode area, Guid id, IReadOnlyList<Guid> contacts, DateTimeOffset now)
    {
        var noticed = command.NoticedAt is { } at && at < now ? at.ToUniversalTime() : now;
        var decision = Decision.Of(new LeadReported(command.Source, area.Value, noticed, contacts, now))
            .Sealing(id, VaultFields.LeadText, command.Text)
            .Sealing(id, VaultFields.Place, command.Place)
            .Sealing(id, VaultFields.Coordinates, CoordinatesOf(command));
        return contacts.Zip(command.Phones ?? []).Aggregate(decision, (sealing, c) => sealing.Sealing(c.First, VaultFields.Phone, c.Second));
    }

    internal static async Task<IResult> HandleAsync(HttpContext http, ReportLead body, CommandShell shell, CodeLists codes, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var check = Check(body, now);
        var area = check.Refusal is null ? await KnownCodes.AreaAsync(codes, body.AreaCode, ChinaTime.DayOf(now), http.RequestAborted) : null;
        check.That(check.Refusal is not null || area is not null, "areaCode", "unknown", "区划代码未知", "Unknown area");
        if ((check.Refusal ?? Admission.Of(http).RefusalFor(area!.Value.Value)) is { } refusal)
        {
            return Problem.From(http, refusal);
        }

        var id = shell.NewId();
        var contacts = (body.Phones ?? []).Select(_ => shell.NewId()).ToList();
        return await shell.CreateAsync<Lead, ReportLead>(
            http, id, body, (_, command, at) => Decide(command, area!.Value, id, contacts, at),
            state => Reply.Created($"/api/v1/leads/{id}", new LeadReport(id, state.Version, state.NoticedAt)));
    }

    private static string? CoordinatesOf(ReportLead command) => command is { Latitude: { } latitude, Longitude: { } longitude }
        ? string.Create(CultureInfo.InvariantCulture, $"{latitude},{longitude}")
        : null;
}

internal sealed record LeadReport(Guid Id, long Version, DateTimeOffset NoticedAt);
