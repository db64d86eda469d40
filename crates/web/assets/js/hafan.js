// The door to Hafan's scripts. Every page works without them; they only make it smoother.
//
// Two rules for all modules here: no sentence for people in code (texts come from data- attributes that the server
// wrote in the reader's language), and no style set from code (the content security policy refuses it).
import { startChoosers } from './chooser.js';
import { startConfirmations } from './confirm.js';
import { startCounts } from './count.js';
import { startDrafts } from './draft.js';
import { startLive } from './live.js';
import { startMenus } from './menu.js';
import { startPasswords } from './password.js';
import { startPictures } from './pictures.js';
import { startShell } from './shell.js';

startMenus();
startChoosers();
startPasswords();
startCounts();
startPictures();
startDrafts();
startConfirmations();
startLive();
startShell();
