using System.Net;
using System.Security.Cryptography;
using Mediation.Identity.Keys;
using Mediation.Identity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Mediation.Identity.Tests;

public sealed class KeyRotation(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private const int Sessions = 8;

    private readonly RunningIdentity _identity = fixture.Identity;

    [Fact]
    public async Task Rotating_under_load_on_two_instances_loses_no_session()
    {
        await using var identity = await RunningIdentity.StartAsync();
        await using var second = await identity.StartAnotherAsync();
        var load = await Load.StartAsync(identity, Sessions, () => Random.Shared.Next(2) == 0 ? identity : second);
        await Task.Delay(500);
        var added = await identity.Services.GetRequiredService<TokenKeys>().AddSigningKeyAsync(TimeSpan.FromSeconds(1.5));
        await Task.Delay(3500);
        var answers = await load.StopAsync();
        answers.Count.ShouldBeGreaterThan(Sessions * 4);
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        var kids = answers.Select(a => Answer.Part(a["access_token"], 0)["kid"]!.ToString()).Distinct().ToList();
        kids.Count.ShouldBe(2);
        kids.ShouldContain(added);
        // What the old key signed is still good for whoever validates by the JWKS.
        var keys = await KeysAsync(second);
        keys.Count.ShouldBe(2);
        foreach (var answer in (Answer[])[answers[0], answers[^1]])
        {
            (await IsSignedByAsync(answer["access_token"], keys, identity.Issuer)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_new_key_is_published_before_it_signs()
    {
        await using var identity = await RunningIdentity.StartAsync();
        var first = (await KeysAsync(identity))[0].Kid;
        await identity.Services.GetRequiredService<TokenKeys>().AddSigningKeyAsync(TimeSpan.FromMinutes(15));
        await Mediation.Testing.Eventually.HoldsAsync(async () => (await KeysAsync(identity)).Count == 2, "the new key", TimeSpan.FromSeconds(10));
        using var browser = identity.NewBrowser();
        Answer.Part((await browser.ClientTokenAsync())["access_token"], 0)["kid"]!.ToString().ShouldBe(first);
    }

    [Fact]
    public async Task A_replaced_key_goes_when_no_token_of_its_time_is_left()
    {
        await using var identity = await RunningIdentity.StartAsync();
        var keys = identity.Services.GetRequiredService<TokenKeys>();
        var added = await keys.AddSigningKeyAsync(TimeSpan.Zero);
        await keys.RetireAsync(TimeSpan.FromHours(13));
        (await keys.ReadAsync()).Signing.Count.ShouldBe(2);
        await Task.Delay(50);
        await keys.RetireAsync(TimeSpan.Zero);
        (await keys.ReadAsync()).Signing.Single().Key.KeyId.ShouldBe(added);
    }

    [Fact]
    public async Task Restarting_an_instance_under_load_loses_no_session_and_no_cookie()
    {
        await using var identity = await RunningIdentity.StartAsync();
        await identity.AddUserAsync("restarted");
        await using var stopped = await identity.StartAnotherAsync();
        using var browser = stopped.NewBrowser();
        var session = await browser.SessionAsync("restarted");
        var target = stopped;
        var load = await Load.StartAsync(identity, Sessions, () => target);
        await Task.Delay(700);
        await stopped.App.StopAsync();
        await using var restarted = await identity.StartAnotherAsync(stopped.Address);
        target = restarted;
        await Task.Delay(1500);
        var answers = await load.StopAsync();
        answers.Count.ShouldBeGreaterThan(Sessions * 2);
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        (await browser.RefreshAsync(session["refresh_token"])).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.PageAsync("/account")).ShouldContain("restarted");
    }

    [Fact]
    public async Task Private_keys_rest_sealed()
    {
        (await _identity.ScalarAsync<long>("select count(*) from data_protection_keys where xml like '%<masterKey%' or xml not like '%<sealed xmlns=\"\">%'")).ShouldBe(0);
        var box = await _identity.ScalarAsync<byte[]>("select box from token_keys where use = 'sign'");
        using var key = ECDsa.Create();
        Should.Throw<CryptographicException>(() => key.ImportPkcs8PrivateKey(box, out _));
    }

    [Fact]
    public async Task A_new_master_key_takes_over_without_a_new_key_of_anything_else()
    {
        await using var identity = await RunningIdentity.StartAsync();
        var old = (await File.ReadAllLinesAsync(Mediation.Testing.VaultKey.File))[0];
        var fresh = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var both = await RunningIdentity.FileAsync($"{fresh}\n{old}\n");
        await using (var between = await identity.StartAnotherAsync(null, $"--Vault:KeyFile={both}"))
        {
            (await between.Services.GetRequiredService<Sealer>().RewrapAsync()).ShouldBe(1);
            (await between.Services.GetRequiredService<Sealer>().RewrapAsync()).ShouldBe(0);
        }

        var only = await RunningIdentity.FileAsync(fresh);
        await using var after = await identity.StartAnotherAsync(null, $"--Vault:KeyFile={only}");
        (await KeysAsync(after))[0].Kid.ShouldBe((await KeysAsync(identity))[0].Kid);
    }

    private static async Task<bool> IsSignedByAsync(string token, IReadOnlyList<JsonWebKey> keys, Uri issuer)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer.ToString(), ValidAudience = "mediation-intake", ValidTypes = ["at+jwt"], ValidAlgorithms = ["ES256"], IssuerSigningKeys = keys,
        });
        return result.IsValid;
    }

    private static async Task<IReadOnlyList<JsonWebKey>> KeysAsync(RunningIdentity identity)
    {
        using var browser = identity.NewBrowser();
        return [.. new JsonWebKeySet(await browser.PageAsync("/.well-known/jwks")).Keys];
    }
}
