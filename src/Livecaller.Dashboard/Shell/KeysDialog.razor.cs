using Livecaller.Dashboard.Localization;

namespace Livecaller.Dashboard.Shell;

/// <summary>The list of the keyboard shortcuts.</summary>
public sealed partial class KeysDialog
{
    private static (string Title, (string[] Keys, string Text)[] Rows)[] Groups =>
    [
        (Texts.KeysInList,
        [
            (["j", "k"], Texts.KeyMove), (["Enter"], Texts.KeyOpen), (["/"], Texts.KeySearch), (["x"], Texts.KeySelect), (["Shift+X"], Texts.KeySelectRange), (["Alt+↑", "Alt+↓"], Texts.KeyAround),
        ]),
        (Texts.KeysInConversation,
        [
            (["r"], Texts.KeyReply), (["n"], Texts.KeyNote), (["c"], Texts.KeyClaim), (["a"], Texts.KeyAssign), (["t"], Texts.KeyTransfer),
            (["#"], Texts.KeyTags), (["z"], Texts.KeySnooze), (["e"], Texts.KeyClose),
        ]),
        (Texts.KeysInComposer,
        [
            (["Enter"], Texts.KeySend), (["Shift+Enter"], Texts.KeyNewLine), (["Ctrl+Enter"], Texts.KeySendClose), (["/"], Texts.KeyCanned),
            (["@"], Texts.KeyMention), (["Esc"], Texts.KeyLeave),
        ]),
        (Texts.KeysEverywhere, [(["g i"], Texts.KeyGoInbox), (["g r"], Texts.KeyGoReports), (["g v"], Texts.KeyGoVisitors), (["g s"], Texts.KeyGoSettings), (["?"], Texts.KeyThis)]),
    ];
}
