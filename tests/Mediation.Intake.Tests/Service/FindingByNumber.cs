using System.Net;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Mediation.Intake.Tests.Service.Outsiders;

namespace Mediation.Intake.Tests.Service;

public sealed class FindingByNumber(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    private Vault Vault => intake.Service.App.Services.GetRequiredService<Vault>();

    [Fact]
    public async Task a_party_is_found_by_the_whole_number_however_it_is_written()
    {
        var phone = NewPhone();
        var (id, party) = await RegisterAsync(PartiesWith($"{phone[..3]}-{phone[3..7]} {phone[7..]}", "G12345678"));
        foreach (var written in (string[])[phone, $" {phone[..3]} {phone[3..7]}-{phone[7..]}", $"+86 {phone}", $"0086{phone}"])
        {
            var found = (await SearchAsync(new { phone = written })).ShouldHaveSingleItem();
            (found["disputeId"]!.ToString(), found["partyId"]!.ToString(), found["side"]!.ToString(), found["status"]!.ToString(), found["areaCode"]!.ToString())
                .ShouldBe(($"{id}", $"{party}", "A", "registered", "610981100004"));
            found["caseNumber"].ShouldBeNull();
        }

        foreach (var other in (string[])[phone[..10], phone[1..], phone + "0", "139", NewPhone()])
        {
            (await SearchAsync(new { phone = other }, evenNone: true)).ShouldBeEmpty();
        }

        (await SearchAsync(new { phone, idNumber = "g-1234 5678" })).Where(f => f["disputeId"]!.ToString() == $"{id}").ShouldHaveSingleItem();
        (await SearchAsync(new { idNumber = phone }, evenNone: true)).ShouldBeEmpty();
    }

    [Fact]
    public async Task an_id_number_is_found_with_either_x_and_a_party_who_joined_later_too()
    {
        var (id, _) = await RegisterAsync(new[] { new { side = "A", kind = "person", name = "张三" } });
        var phone = NewPhone();
        var parties = new[] { new { side = "B", kind = "person", name = "李四", phone, idNumber = "11010519491231002x" } };
        (await intake.Client.PostAsync($"/disputes/{id}/parties", new { parties })).Must(HttpStatusCode.Created);

        (await SearchAsync(new { phone })).ShouldHaveSingleItem()["side"]!.ToString().ShouldBe("B");
        (await SearchAsync(new { idNumber = "11010519491231002X" })).ShouldContain(f => f["disputeId"]!.ToString() == $"{id}");
    }

    [Fact]
    public async Task what_is_of_another_unit_or_area_is_not_found()
    {
        var committee = await intake.CommitteeAsync("查");
        var phone = NewPhone();
        var (id, _) = await RegisterAsync(PartiesWith(phone));
        await SearchAsync(new { phone });
        using var clerk = intake.As(Roles.IntakeClerk, [intake.NewId()], "610981");
        using var own = intake.As(Roles.Mediator, [committee], "610981");
        using var officer = intake.As(Roles.JudicialOfficer, [], "6109");
        using var elsewhere = intake.As(Roles.JudicialOfficer, [], "3302");
        (await CountAsync(clerk), await CountAsync(own), await CountAsync(officer), await CountAsync(elsewhere)).ShouldBe((1, 1, 1, 0));

        foreach (var party in (await intake.Client.ReadAsync($"/disputes/{id}")).Body!["parties"]!.AsArray())
        {
            (await intake.Client.PostAsync($"/disputes/{id}/consents", new { partyId = party!["partyId"]!.ToString(), given = true })).Must(HttpStatusCode.OK);
        }

        var etag = (await intake.Client.ReadAsync($"/disputes/{id}")).ETag;
        (await intake.Client.PostAsync($"/disputes/{id}/acceptance", new { committeeId = committee }, etag)).Must(HttpStatusCode.OK);
        (await CountAsync(clerk), await CountAsync(own), await CountAsync(officer), await CountAsync(elsewhere)).ShouldBe((0, 1, 1, 0));
        using var analyst = intake.As(Roles.BureauAnalyst, [], "61");
        (await analyst.PostAsync("/disputes/search", new { phone })).Must(HttpStatusCode.Forbidden);

        // The second wall alone.
        var hash = await Vault.Hashes.OfAsync("phone", phone);
        (await VaultHashes.FindAsync(intake.Service.Store.ReadAs(new RowScope([intake.NewId()], ["3302"], ["61"])), [hash], 10)).ShouldBeEmpty();
        (await VaultHashes.FindAsync(intake.Service.Store.ReadAs(new RowScope([committee], [], [])), [hash], 10)).ShouldHaveSingleItem();

        async Task<int> CountAsync(HttpClient client) =>
            (await client.PostAsync("/disputes/search", new { phone })).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Count;
    }

    [Fact]
    public async Task what_is_erased_is_not_found_and_not_hashed_again()
    {
        var phone = NewPhone();
        var (id, party) = await RegisterAsync(PartiesWith(phone));
        await SearchAsync(new { phone });
        await Vault.EraseAsync(id);
        (await SearchAsync(new { phone }, evenNone: true)).ShouldBeEmpty();

        await Vault.Hashes.IndexAsync([id], PartyNumbers.Normal);
        await using var connection = await intake.Service.Store.Database.OpenConnectionAsync();
        (await VaultHashes.PutAsync(connection, new VaultHash(id, party, "phone", await Vault.Hashes.OfAsync("phone", phone)))).ShouldBeFalse();
        (await SearchAsync(new { phone }, evenNone: true)).ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentException>(() => Vault.EraseAsync(new Guid("00000000-0000-4000-8000-00006a73b001")));
    }

    [Fact]
    public async Task hashing_and_erasing_at_once_leave_no_hash_behind()
    {
        for (var i = 0; i < 25; i++)
        {
            var (id, _) = await RegisterAsync(PartiesWith(NewPhone()));
            await Task.WhenAll(Task.Run(() => Vault.Hashes.IndexAsync([id], PartyNumbers.Normal)), Task.Run(() => Vault.EraseAsync(id)));
            await using var command = intake.Service.Store.Database.CreateCommand("select count(*)::int from vault_hashes where subject_id = $1");
            command.Parameters.AddWithValue(id);
            (await command.ExecuteScalarAsync()).ShouldBe(0);
        }
    }

    [Fact]
    public async Task a_number_is_in_no_table_no_log_and_no_trace()
    {
        using var overheard = new Overheard(intake);
        var phone = NewPhone();
        await RegisterAsync(PartiesWith(phone, $"MARK{phone}"));
        await SearchAsync(new { phone });
        (await SearchAsync(new { idNumber = $"mark-{phone}" })).ShouldHaveSingleItem();

        (await intake.TablesWithAsync(phone)).ShouldBeEmpty();
        overheard.Lines.ShouldContain(line => line.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        overheard.Lines.ShouldAllBe(line => !line.Contains(phone, StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_search_under_a_key_keeps_nothing()
    {
        var phone = NewPhone();
        await RegisterAsync(PartiesWith(phone));
        await SearchAsync(new { phone });
        await using var command = intake.Service.Store.Database.CreateCommand("select count(*)::int from mt_commands where id = any($1) or answer is not null");
        var key = intake.NewId();
        command.Parameters.AddWithValue(new[] { key });
        var before = await command.ExecuteScalarAsync();
        (await intake.Client.PostAsync("/disputes/search", new { phone }, key: key)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Count.ShouldBe(1);
        (await intake.Client.PostAsync("/disputes/search", new { phone = NewPhone() }, key: key)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().ShouldBeEmpty();
        (await command.ExecuteScalarAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("{}", "phone:required")]
    [InlineData("""{"phone":"-- "}""", "phone:malformed")]
    [InlineData("""{"phone":"138","idNumber":""}""", "idNumber:malformed")]
    public async Task what_is_no_number_is_refused(string body, string field) =>
        (await intake.Client.PostAsync("/disputes/search", body)).Must(HttpStatusCode.BadRequest).Fields.ShouldBe([field]);

    private async Task<(Guid Id, Guid Party)> RegisterAsync(object parties)
    {
        var registered = (await intake.Client.PostAsync("/disputes", IntakeFixture.Body(parties))).Must(HttpStatusCode.Created);
        return (registered.Id, Guid.Parse(registered.Body!["parties"]![0]!["partyId"]!.ToString()));
    }

    /// <summary>Waits for the hashes, which come after the events, unless nothing is looked for.</summary>
    private async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> SearchAsync(object body, bool evenNone = false)
    {
        IReadOnlyList<System.Text.Json.Nodes.JsonNode> found = [];
        await Eventually.HoldsAsync(async () =>
        {
            found = [.. (await intake.Client.PostAsync("/disputes/search", body)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Select(i => i!)];
            return evenNone || found.Count > 0;
        }, "the party to be found");
        return found;
    }
}

/// <summary>In a database of its own: its keys are wrapped anew.</summary>
public sealed class FindingAfterARotation(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    [Fact]
    public async Task hashes_and_codes_outlive_the_master_key()
    {
        var phone = NewPhone();
        var registered = (await intake.Client.PostAsync("/disputes", IntakeFixture.Body(PartiesWith(phone)))).Must(HttpStatusCode.Created);
        var party = Guid.Parse(registered.Body!["parties"]![0]!["partyId"]!.ToString());
        var code = (await intake.Client.PostAsync($"/disputes/{registered.Id}/parties/{party}/status-code", "{}"))["code"]!;
        await Eventually.HoldsAsync(
            async () => (await intake.Client.PostAsync("/disputes/search", new { phone })).Body!["items"]!.AsArray().Count == 1, "the party to be found");

        var store = intake.Service.Store;
        var fresh = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        using (var during = new Vault(store.Database, new MasterKeys([fresh, .. await File.ReadAllLinesAsync(VaultKey.File)])))
        {
            // The dispute's and the hashes' own.
            (await during.RewrapAsync()).ShouldBe(2);
        }

        using var after = new Vault(store.Database, new MasterKeys([fresh]));
        var found = await VaultHashes.FindAsync(store.ReadAs(RowScope.Everything), [await after.Hashes.OfAsync("phone", phone)], 10);
        found.ShouldBe([(registered.Id, party)]);
        (await Intake.Status.PartyByCode.FindAsync(code, store, after, default))!.PartyId.ShouldBe(party);
    }
}
