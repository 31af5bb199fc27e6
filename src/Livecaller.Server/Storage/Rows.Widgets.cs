namespace Livecaller.Server.Storage;

internal sealed class WidgetRow
{
    public required string Id { get; set; }
    public required string Name { get; set; }

    /// <summary>Encrypted: see WidgetSecrets.</summary>
    public required string JwtSecret { get; set; }

    /// <summary>The secret before, encrypted too; null unless it was replaced lately.</summary>
    public string? OldJwtSecret { get; set; }

    /// <summary>From when on the secret before is refused.</summary>
    public DateTimeOffset? OldJwtSecretUntil { get; set; }

    public List<string> AllowedOrigins { get; set; } = [];
    public List<string> AcceptedExtensions { get; set; } = [];
    public bool MessageTypingPreview { get; set; }
    public string? SettingsJson { get; set; }
    public string? FieldsJson { get; set; }

    /// <summary>The features that are switched on; null for all.</summary>
    public List<string>? Features { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class DepartmentRow
{
    public required string Id { get; set; }
    public required string WidgetId { get; set; }
    public required string DisplayName { get; set; }

    /// <summary>When it is open; null for always.</summary>
    public string? HoursJson { get; set; }
}

internal sealed class VisitorRow
{
    public required string Id { get; set; }
    public required string WidgetId { get; set; }
    public string? UserId { get; set; }
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? Mobile { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class VisitorSessionRow
{
    public required string Id { get; set; }
    public required string WidgetId { get; set; }
    public required string VisitorId { get; set; }
    public VisitorRow? Visitor { get; set; }
    public string? Device { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}
