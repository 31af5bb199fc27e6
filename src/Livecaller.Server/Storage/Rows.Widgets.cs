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

    /// <summary>What the app's backend and operators state besides the profile; null for nothing.</summary>
    public string? AttributesJson { get; set; }

    /// <summary>What operators write about the visitor, who never sees it; null for nothing.</summary>
    public string? Notes { get; set; }

    /// <summary>How often the notes were changed.</summary>
    public int NotesVersion { get; set; }

    public Guid? NotesBy { get; set; }
    public DateTimeOffset? NotesAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class VisitorSessionRow
{
    public required string Id { get; set; }
    public required string WidgetId { get; set; }
    public required string VisitorId { get; set; }
    public VisitorRow? Visitor { get; set; }
    public string? Device { get; set; }

    /// <summary>Where the last login or renewal came from.</summary>
    public string? Address { get; set; }

    public string? UserAgent { get; set; }

    /// <summary>The language that the browser prefers.</summary>
    public string? Language { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}
