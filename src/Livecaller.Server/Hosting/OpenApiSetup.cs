using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Livecaller.Server.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Livecaller.Server.Hosting;

// The description is generated with the JSON settings of the host app. The API has its own, so the differences are corrected here.
internal static class OpenApiSetup
{
    public const string DocumentName = "livecaller";

    public static void Configure(OpenApiOptions options)
    {
        // HEAD is described where it is a call of its own, as in tus.
        options.ShouldInclude = api => api.GroupName == DocumentName && !(HttpMethods.IsHead(api.HttpMethod ?? "")
            && api.ActionDescriptor.EndpointMetadata.OfType<IHttpMethodMetadata>().Any(m => m.HttpMethods.Contains(HttpMethods.Get)));
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (IsWireId(type)) (schema.Type, schema.Properties) = (JsonSchemaType.String, null);
            if (type.IsEnum) (schema.Type, schema.Enum) = (JsonSchemaType.String, WireNames(type));
            if (context.JsonTypeInfo.ElementType is { } element && IsWireId(element))
                schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(async (operation, context, cancellationToken) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<DescribedBody>().FirstOrDefault() is not { } body) return;
            context.Document!.AddComponent(body.Type.Name, await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken).ConfigureAwait(false));
            var schema = new OpenApiSchemaReference(body.Type.Name, context.Document);
            operation.RequestBody = new OpenApiRequestBody
            {
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema } },
            };
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            foreach (var parameter in metadata.OfType<DescribedParameter>())
            {
                (operation.Parameters ??= []).Add(new OpenApiParameter
                {
                    Name = parameter.Name,
                    In = parameter.IsHeader ? ParameterLocation.Header : ParameterLocation.Query,
                    Description = parameter.Description,
                    Required = parameter.IsRequired,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }

            var bodies = metadata.OfType<DescribedBytes>().ToDictionary(b => b.MediaType, _ => new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
            });
            if (bodies.Count > 0) operation.RequestBody = new OpenApiRequestBody { Content = bodies };
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, context, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Livecaller", Version = "v1" };
            document.Servers = [new OpenApiServer { Url = context.ApplicationServices.GetRequiredService<ServerAddress>().App }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The token of a login.",
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            foreach (var schema in document.Components.Schemas?.Values ?? []) BringToWire(schema);
            return Task.CompletedTask;
        });
    }

    private static bool IsWireId(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IWireId<>));

    private static List<JsonNode> WireNames(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (JsonNode)JsonValue.Create(
            f.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(f.Name)))];

    // Members are snake_case, and numbers are numbers: never text.
    private static void BringToWire(IOpenApiSchema? any)
    {
        if (any is not OpenApiSchema schema) return;
        if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
            (schema.Type, schema.Pattern) = (type & ~JsonSchemaType.String, null);
        if (schema.Properties is { Count: > 0 } properties)
            schema.Properties = properties.ToDictionary(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Key), p => p.Value);
        if (schema.Required is { Count: > 0 } required)
            schema.Required = required.Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).ToHashSet();
        foreach (var inner in schema.Properties?.Values ?? []) BringToWire(inner);
        foreach (var inner in schema.OneOf ?? []) BringToWire(inner);
        BringToWire(schema.Items);
        BringToWire(schema.AdditionalProperties);
    }
}
