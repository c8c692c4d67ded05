using Mediation.Identity.Keys;
using Mediation.ServiceDefaults;
using Microsoft.AspNetCore.Identity;

namespace Mediation.Identity.Users;

/// <summary>Verb <c>add-user</c>: creates a user, or changes of an existing one what the options name.</summary>
internal static class AddUser
{
    internal const string Usage =
        "add-user --name <login> --role <role>… [--unit <uuid>]… [--area <digits>]… [--id <uuid>] [--display <text>] [--password-file <path>]";

    private static readonly string[] _options = ["name", "role", "unit", "area", "id", "display", "password-file"];

    /// <exception cref="UsageException">An option is missing or wrong.</exception>
    internal static async Task RunAsync(IServiceProvider services, string[] args)
    {
        var options = VerbOptions.Parse(args, Usage, _options);
        var (users, changes) = (services.GetRequiredService<UserManager<User>>(), services.GetRequiredService<UserChanges>());
        var (sealer, now) = (services.GetRequiredService<Sealer>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        var body = new CreateUser(
            options.One("name"), options.Many("role"), options.Many("unit")?.Select(options.Id).ToList(), options.Many("area"), options.Optional("display"));
        var password = options.File("password-file");
        options.Demand(password is null || Passwords.IsGood(password, body.Name), $"The password needs {Passwords.Least} characters and must not be a common one.");
        if (await users.FindByNameAsync(body.Name) is { } user)
        {
            options.Demand(new FieldCheck().Check(body.Roles, body.Units, body.Areas).Refusal);
            await changes.ChangeAsync(user.Id, (found, at) => Update(found, body, password, changes, sealer, at), default);
        }
        else
        {
            options.Demand(CreateUser.Check(body).Refusal);
            var id = options.Optional("id") is { } given ? options.Id(given) : Guid.CreateVersion7(now);
            user = CreateUser.NewUser(id, body, sealer, now);
            user.PasswordHash = password is null ? null : users.PasswordHasher.HashPassword(user, password);
            (await users.CreateAsync(user)).MustSucceed();
        }

        Console.WriteLine(user.Id);
    }

    private static void Update(User user, CreateUser body, string? password, UserChanges changes, Sealer sealer, DateTimeOffset now)
    {
        new ChangeRoles(body.Roles, body.Units, body.Areas).Apply(user);
        user.Display = DisplayName.Seal(user.Id, body.Display, sealer) ?? user.Display;
        if (password is not null)
        {
            changes.SetPassword(user, password, byOther: false, now);
        }
    }
}
