namespace Mediation.Gateway.Limits;

internal static class QuotaWiring
{
    public static void AddQuotas(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter => limiter.AddPolicy<Client, QuotaPolicy>(QuotaPolicy.Name));
        services.AddSingleton<CallerLimits>();
    }
}
