namespace Livecaller.EndToEnd.EveryState;

/// <summary>A state as the gallery lists it.</summary>
/// <param name="Name">Its name in addresses and file names.</param>
/// <param name="IsWide">Whether it shows how the chat stands on a page.</param>
internal sealed record GalleryState(string Name, bool IsWide);
