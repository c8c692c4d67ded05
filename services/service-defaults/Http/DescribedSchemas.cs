using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Mediation.ServiceDefaults;

/// <summary>Says in the OpenAPI description what the framework cannot see: that texts, which a converter of our own reads, are strings, and what refusals hold.</summary>
internal static class DescribedSchemas
{
    internal static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo;
        if (type.Type == typeof(string))
        {
            schema.Type ??= context.JsonPropertyInfo?.IsGetNullable == true ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        }
        else if (type.ElementType == typeof(string) && schema.Type?.HasFlag(JsonSchemaType.Array) == true)
        {
            schema.Items ??= Text();
        }
        else if (type.ElementType == typeof(string) && schema.Type?.HasFlag(JsonSchemaType.Object) == true)
        {
            schema.AdditionalProperties ??= Text();
        }
        else if (type.Type == typeof(ProblemDetails))
        {
            AddCodes(schema);
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    // As Problem writes them.
    private static void AddCodes(OpenApiSchema schema)
    {
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["code"] = Text();
        schema.Properties["missing"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() };
        schema.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema> { ["field"] = Text(), ["code"] = Text(), ["text"] = Text() },
            },
        };
    }
}
