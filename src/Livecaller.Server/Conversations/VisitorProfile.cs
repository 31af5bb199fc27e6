namespace Livecaller.Server.Conversations;

/// <summary>What an anonymous visitor says of themselves becomes their profile. Of an identified one the app's backend says it.</summary>
internal static class VisitorProfile
{
    public static void TakeOver(VisitorRow visitor, (string? Name, string? Email, string? Mobile) profile)
    {
        if (visitor.UserId is not null) return;
        visitor.Name = profile.Name ?? visitor.Name;
        visitor.Email = profile.Email ?? visitor.Email;
        visitor.Mobile = profile.Mobile ?? visitor.Mobile;
    }
}
