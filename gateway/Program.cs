using Mediation.Gateway;
using Mediation.Gateway.Routes;

try
{
    await GatewayApp.Build(args).RunAsync();
    return 0;
}
catch (RouteFileException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
