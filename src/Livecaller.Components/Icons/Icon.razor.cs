namespace Livecaller.Components.Icons;

/// <summary>An icon, drawn in the colour of the text around it. It is hidden from screen readers: its container provides the text.</summary>
public sealed partial class Icon : ComponentBase
{
    /// <summary>Which icon.</summary>
    [Parameter, EditorRequired]
    public IconName Name { get; set; }

    private static string PathOf(IconName name) => name switch
    {
        IconName.Attach => "M20.5 11.5l-8.3 8.3a5.4 5.4 0 0 1-7.6-7.6l8.6-8.6a3.6 3.6 0 0 1 5.1 5.1l-8.6 8.6a1.8 1.8 0 0 1-2.6-2.6l7.9-7.9",
        IconName.Chat => "M20.5 11.6a8 8 0 0 1-8.5 7.9 9.6 9.6 0 0 1-3.3-.6L4 20.5l1.3-4A7.6 7.6 0 0 1 3.500 11.600 8 8 0 0 1 12 3.700a8 8 0 0 1 8.500 7.900z",
        IconName.Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.500v5l3 2",
        IconName.Close => "M6 6l12 12M18 6L6 18",
        IconName.Copy => "M9 9h10.500v10.500H9zM5.500 15H4.500V4.500H15v1",
        IconName.Download => "M12 4v11M7 11l5 5 5-5M5 20h14",
        IconName.Down => "M12 5v14M6 13l6 6 6-6",
        IconName.Failed => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.500v5.500M12 16.500h.01",
        IconName.Fold => "M6 9l6 6 6-6",
        IconName.More => "M5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M11.500 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M18 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0",
        IconName.Offline => "M4 4l16 16M9 6.300A6 6 0 0 1 17.500 10a4.200 4.200 0 0 1 2.700 6.500M16 18H7a4.500 4.500 0 0 1-.6-8.950",
        IconName.Reply => "M9.500 6L4 11.500 9.500 17M4.500 11.500H14a6 6 0 0 1 6 6V19",
        IconName.Send => "M12 19V5M6 11l6-6 6 6",
        IconName.Star or IconName.StarFull => "M12 3.500l2.600 5.300 5.900.9-4.250 4.100 1 5.800L12 16.900l-5.250 2.700 1-5.800L3.500 9.700l5.900-.9z",
        IconName.Tick => "M5 13l4.500 4.500L19 7",
        IconName.Ticks => "M2 13l4 4L15 7M11 15.500l1.500 1.500L22 7",
        IconName.Back => "M15 5l-7 7 7 7",
        IconName.Forward => "M9 5l7 7-7 7",
        IconName.Mail => "M3.500 6h17v12h-17zM4 6.500l8 6 8-6",
        IconName.Muted => "M4 4l16 16M7 7.500A6 6 0 0 0 6 11c0 4-2 5-2 6h13M9 5.200A6 6 0 0 1 18 11c0 1.500.300 2.600.700 3.500M10 20a2.200 2.200 0 0 0 4 0",
        IconName.Emoji => "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM8.500 14.200a4.200 4.200 0 0 0 7 0M9.200 9.600v.100M14.800 9.600v.100",
        IconName.Microphone => "M12 15a3.500 3.500 0 0 0 3.500-3.500v-5a3.500 3.500 0 0 0-7 0v5A3.500 3.500 0 0 0 12 15zM5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3",
        IconName.Minus => "M5 12h14",
        IconName.Pause => "M8.500 6v12M15.500 6v12",
        IconName.Phone => "M6.500 3.500h3l1.500 4.500-2 1.500a12 12 0 0 0 5.500 5.500l1.500-2 4.500 1.500v3a2 2 0 0 1-2.200 2A16.500 16.500 0 0 1 4.500 5.700a2 2 0 0 1 2-2.200z",
        IconName.Play => "M8 5.500v13l10.500-6.500z",
        IconName.Plus => "M5 12h14M12 5v14",
        IconName.Stop => "M7 7h10v10H7z",
        _ => "",
    };
}
