using Livecaller.Dashboard.Localization;

namespace Livecaller.Dashboard.Widgets;

/// <summary>The code that a host app pastes. Never with the secret in it: a sample ends up in a repository.</summary>
internal static class CodeSamples
{
    internal static IReadOnlyList<CodeSample> For(WidgetId widget, string server) =>
    [
        new("page", Texts.SamplePage, Texts.SamplePageText,
            $"""
            <script src="{server}/livecaller.js"
                    data-widget-id="{widget}" async></script>
            """),
        new("server", Texts.SampleServer, Texts.SampleServerText,
            """
            builder.Services.AddLivecaller(builder.Configuration);
            builder.Services.AddLivecallerDashboard();

            app.MapLivecaller();
            app.MapLivecallerDashboard();
            """),
        new("services", Texts.SampleServices, Texts.SampleServicesText,
            $$"""
            using Livecaller;

            builder.Services.AddLivecallerBlazor(options =>
            {
                options.WidgetId = "{{widget}}";
                options.ServerUrl = new Uri("{{server}}");
            });
            """),
        new("component", Texts.SampleComponent, Texts.SampleComponentText,
            $$"""
            <LivecallerApp WidgetId="{{widget}}"
                           Language="en"
                           Presentation="LivecallerPresentation.SidePanel"
                           @bind-Open="_open" />
            """),
        new("jwt", Texts.SampleJwt, Texts.SampleJwtText,
            """
            // Packages: Microsoft.IdentityModel.JsonWebTokens
            var secret = configuration["ChatSecret"]!; // from the secret store, never in the browser
            var now = DateTimeOffset.UtcNow;
            var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Claims = new Dictionary<string, object>
                {
                    ["sub"] = user.Id,
                    ["name"] = user.Name,
                    ["email"] = user.Email,
                },
                IssuedAt = now.UtcDateTime,
                Expires = now.AddMinutes(15).UtcDateTime,
                SigningCredentials = new SigningCredentials(
                    new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256),
            });
            """),
    ];
}

/// <summary>A piece of code to paste.</summary>
internal sealed record CodeSample(string Key, string Title, string Text, string Code);
