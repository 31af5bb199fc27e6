namespace Livecaller.Testing.Tests.Fence;

/// <summary>Something that happens, and whether anybody waits until it has happened.</summary>
internal sealed record Step(Act Act, bool Waits);

internal enum Act
{
    LoginZoe,
    LoginKim,
    Logout,
    Send,
    SendFile,
    OperatorAnswersZoe,
    OperatorAnswersKim,
    DropConnection,
    GoOffline,
    GoOnline,
    LoseAnswer,
    BreakUpload,
    Restart,
    PauseAndResume,
}
