using Mediation.Identity;

return await IdentityService.Build(args).RunIdentityAsync(args);
