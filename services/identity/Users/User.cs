using Microsoft.AspNetCore.Identity;

namespace Mediation.Identity.Users;

/// <summary>Somebody who can sign in. The login name is the only readable text; whoever needs a person's name finds it sealed.</summary>
internal sealed class User : IdentityUser<Guid>
{
    public string[] Roles { get; set; } = [];

    /// <summary>Changes of what administrators decide, counted from 1.</summary>
    public long Version { get; set; } = 1;

    /// <summary>Committees.</summary>
    public Guid[] Units { get; set; } = [];

    /// <summary>Prefixes of area codes.</summary>
    public string[] Areas { get; set; } = [];

    /// <summary>What to call the person; sealed.</summary>
    public byte[]? Display { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>The password was chosen by somebody else.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Sessions that began earlier are over.</summary>
    public DateTimeOffset SessionsNotBefore { get; set; }

    /// <summary>Time step of the last code of the second factor, so that none is used twice.</summary>
    public long LastCodeStep { get; set; }
}
