using Mediation.Identity.Keys;
using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;

namespace Mediation.Identity.SignIn;

/// <summary>Users, passwords, second factor, cookies and forms.</summary>
internal static class SignInWiring
{
    private static readonly TimeSpan HalfWay = TimeSpan.FromMinutes(5);

    internal static void AddSignIn(this WebApplicationBuilder builder, IdentitySettings settings)
    {
        var services = builder.Services;
        services.AddIdentityCore<User>().AddUserStore<SealedUserStore>().AddTokenProvider<CodesOnce>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = settings.SignIn.HashIterations);
        services.AddScoped<UserChanges>().AddScoped<Attempts>().AddScoped<PasswordCheck>();
        services.AddDataProtection().SetApplicationName("mediation-identity").PersistKeysToDbContext<IdentityDatabase>();
        services.AddOptions<KeyManagementOptions>().Configure<Sealer>((keys, sealer) => keys.XmlEncryptor = new SealedXmlEncryptor(sealer));
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                Protect(cookie, "mediation-session", settings.SessionLifetime, settings);
                cookie.Events.OnValidatePrincipal = Session.ValidateAsync;
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie => Protect(cookie, "mediation-half", HalfWay, settings));
        services.AddAntiforgery(form =>
        {
            form.FormFieldName = "form";
            form.HeaderName = null;
            form.SuppressXFrameOptionsHeader = true;
            Protect(form.Cookie, "mediation-form", settings);
        });
        services.AddSingleton<AddressLimits>();
    }

    private static void Protect(CookieAuthenticationOptions options, string name, TimeSpan lifetime, IdentitySettings settings)
    {
        Protect(options.Cookie, name, settings);
        options.ExpireTimeSpan = lifetime;
        options.SlidingExpiration = false;
    }

    private static void Protect(CookieBuilder cookie, string name, IdentitySettings settings)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }
}
